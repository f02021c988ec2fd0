"""A Telegram on this machine: a Bot API server and a chat page, to try and test a bot without Telegram.

It knows nothing of any particular bot; the caller brings the people, the groups and the clock.
"""

from qbot.sandbox.errors import SandboxError, StateError
from qbot.sandbox.server import Sandbox
from qbot.sandbox.store import stored_time
from qbot.sandbox.world import Clock, Group, User, World

__all__ = ["Clock", "Group", "Sandbox", "SandboxError", "StateError", "User", "World", "stored_time"]
