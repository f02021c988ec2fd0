"""All conversations, and where to look up what each of them understands."""

from collections.abc import Mapping

from handlers import (
    absences,
    answers,
    assessments,
    books,
    brief_traces,
    briefs,
    burden,
    changing,
    chasing,
    circular_readers,
    circulars,
    claim_reports,
    claims,
    coordinating,
    correcting,
    digests,
    drafting,
    ending_absences,
    evidence,
    extension_answers,
    extensions,
    granting,
    groups,
    guide,
    handover,
    incident_papers,
    incidentlists,
    incidents,
    moving,
    objections,
    orders,
    overdue,
    own_reminders,
    papers,
    people,
    picking,
    pictures,
    practice,
    promise_answers,
    promises,
    prompts,
    proxy,
    quarterly,
    references,
    reporting,
    review,
    tasklists,
    taskpicking,
    tasks,
    typed_answers,
    unsaying,
    walk,
    walk_words,
    whose_evidence,
    wordings,
    workbook,
)
from handlers.buttons import Action
from handlers.conversation import Afterwards, Command, Conversation, Press, Reply, Say, Take

CONVERSATIONS: tuple[Conversation, ...] = (
    incident_papers.CONVERSATION,
    circulars.CONVERSATION,
    own_reminders.CONVERSATION,
    practice.CONVERSATION,
    walk.CONVERSATION,
    walk_words.CONVERSATION,
    proxy.CONVERSATION,
    references.CONVERSATION,
    reporting.CONVERSATION,
    picking.CONVERSATION,
    changing.CONVERSATION,
    typed_answers.CONVERSATION,
    unsaying.CONVERSATION,
    extension_answers.CONVERSATION,
    absences.CONVERSATION,
    ending_absences.CONVERSATION,
    handover.CONVERSATION,
    extensions.CONVERSATION,
    granting.CONVERSATION,
    overdue.CONVERSATION,
    drafting.CONVERSATION,
    orders.CONVERSATION,
    promise_answers.CONVERSATION,
    promises.CONVERSATION,
    correcting.CONVERSATION,
    moving.CONVERSATION,
    evidence.CONVERSATION,
    whose_evidence.CONVERSATION,
    papers.CONVERSATION,
    workbook.CONVERSATION,
    *answers.CONVERSATIONS,
    pictures.CONVERSATION,
    briefs.CONVERSATION,
    brief_traces.CONVERSATION,
    assessments.CONVERSATION,
    books.CONVERSATION,
    objections.CONVERSATION,
    incidents.CONVERSATION,
    incidentlists.CONVERSATION,
    tasks.CONVERSATION,
    taskpicking.CONVERSATION,
    tasklists.CONVERSATION,
    coordinating.CONVERSATION,
    guide.CONVERSATION,
    people.CONVERSATION,
    groups.CONVERSATION,
    circular_readers.CONVERSATION,
    review.CONVERSATION,
    claims.CONVERSATION,
    claim_reports.CONVERSATION,
    wordings.CONVERSATION,
    digests.CONVERSATION,
    chasing.CONVERSATION,
    burden.CONVERSATION,
    prompts.conversation(
        {
            **answers.PROMPTS,
            **review.PROMPTS,
            **claims.PROMPTS,
            **claim_reports.PROMPTS,
            **wordings.PROMPTS,
            **proxy.PROMPTS,
            **whose_evidence.PROMPTS,
            **quarterly.PROMPTS,
            **references.PROMPTS,
            **incidents.PROMPTS,
            **coordinating.PROMPTS,
            **extension_answers.PROMPTS,
            **objections.PROMPTS,
            **absences.PROMPTS,
            **handover.PROMPTS,
            **drafting.PROMPTS,
            **orders.PROMPTS,
        }
    ),
)

COMMANDS: Mapping[str, Command] = {
    command.name: command for each in CONVERSATIONS for command in each.commands
}
PHRASES: Mapping[str, Command] = {
    phrase: command for command in COMMANDS.values() for phrase in command.phrases
}
PRESSES: Mapping[type[Action], Press] = {
    action: press for each in CONVERSATIONS for action, press in each.presses.items()
}
REPLIES: Mapping[str, Reply] = {
    prefix: reply for each in CONVERSATIONS for prefix, reply in each.replies.items()
}
TAKES: tuple[Take, ...] = tuple(take for each in CONVERSATIONS for take in each.takes)
AFTERWARDS: tuple[Afterwards, ...] = tuple(each for c in CONVERSATIONS for each in c.afterwards)
SAYS: tuple[Say, ...] = tuple(say for each in CONVERSATIONS for say in each.says)
ASKS: tuple[Say, ...] = tuple(ask for each in CONVERSATIONS for ask in each.asks)
