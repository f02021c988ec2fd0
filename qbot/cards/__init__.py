"""Standing cards of groups: one message for what a group should know now, replaced by the next one."""
