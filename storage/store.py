"""The database as the program sees it: snapshots to read, one transaction at a time to write."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Self

from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from qbot import ports
from storage.engine import OPENING_ERRORS, Database, open_database
from storage.repositories.absences import SqlAbsences
from storage.repositories.aliases import SqlAliases
from storage.repositories.audit import SqlAudit
from storage.repositories.cards import SqlCards
from storage.repositories.chats import SqlChats
from storage.repositories.circulars import SqlCirculars
from storage.repositories.evidence import SqlEvidence
from storage.repositories.extensions import SqlExtensions
from storage.repositories.facts import SqlFacts
from storage.repositories.inbox import SqlInbox
from storage.repositories.incidents import SqlIncidents
from storage.repositories.issued import SqlIssued
from storage.repositories.matters import SqlMatters
from storage.repositories.nudges import SqlNudges
from storage.repositories.occurrences import SqlOccurrences
from storage.repositories.orders import SqlOrders
from storage.repositories.outbox import SqlOutbox
from storage.repositories.own_reminders import SqlOwnReminders
from storage.repositories.people import SqlPeople
from storage.repositories.progress import SqlProgress
from storage.repositories.questions import SqlQuestions
from storage.repositories.references import SqlReferences
from storage.repositories.reports import SqlReports
from storage.repositories.reviews import SqlReviews
from storage.schema import bring_up_to_date
from storage.transaction import Transaction, settled

READERS = 4


class View:
    """The repositories over one transaction."""

    def __init__(self, transaction: Transaction) -> None:
        self.people: ports.People = SqlPeople(transaction)
        self.chats: ports.Chats = SqlChats(transaction)
        self.inbox: ports.Inbox = SqlInbox(transaction)
        self.outbox: ports.Outbox = SqlOutbox(transaction)
        self.reports: ports.Reports = SqlReports(transaction)
        self.evidence: ports.EvidenceOnRecord = SqlEvidence(transaction)
        self.questions: ports.Questions = SqlQuestions(transaction)
        self.matters: ports.Matters = SqlMatters(transaction)
        self.progress: ports.ProgressNotes = SqlProgress(transaction)
        self.incidents: ports.Incidents = SqlIncidents(transaction)
        self.occurrences: ports.Occurrences = SqlOccurrences(transaction)
        self.nudges: ports.Nudges = SqlNudges(transaction)
        self.extensions: ports.Extensions = SqlExtensions(transaction)
        self.absences: ports.Absences = SqlAbsences(transaction)
        self.orders: ports.Orders = SqlOrders(transaction)
        self.issued: ports.IssuedPapers = SqlIssued(transaction)
        self.cards: ports.Cards = SqlCards(transaction)
        self.circulars: ports.Circulars = SqlCirculars(transaction)
        self.own_reminders: ports.OwnReminders = SqlOwnReminders(transaction)
        self.facts: ports.Facts = SqlFacts(transaction)
        self.reviews: ports.Reviews = SqlReviews(transaction)
        self.references: ports.ReferenceValues = SqlReferences(transaction)
        self.aliases: ports.Aliases = SqlAliases(transaction)
        self.audit: ports.Audit = SqlAudit(transaction)


class SqlStore:
    """Fulfils `qbot.ports.Store`. Whoever opens it closes it."""

    def __init__(self, database: Database, writer: AsyncConnection) -> None:
        self._database = database
        self._writer = writer
        self._turn = asyncio.Lock()
        self._writing: asyncio.Task[object] | None = None
        self._readers = asyncio.Semaphore(READERS)

    @classmethod
    async def open(cls, url: str) -> Self:
        """Open the database and bring its schema up to date; ConfigurationError when the path cannot work,
        SchemaTooNew when a newer program wrote it."""
        database = open_database(url, connections=READERS + 1)
        try:
            await bring_up_to_date(database)
            writer = await settled(_connected(database, **database.write_options))
        except OPENING_ERRORS as error:
            await settled(database.engine.dispose())
            raise database.opening_error(error) from error
        except BaseException:
            await settled(database.engine.dispose())
            raise
        return cls(database, writer)

    async def close(self) -> None:
        """Wait for the transaction in hand, then close every connection."""
        async with self._turn:
            await settled(self._close())

    def reading(self) -> AbstractAsyncContextManager[ports.Reads]:
        """A consistent snapshot; a method that writes raises ReadOnlyView."""
        return self._read()

    def writing(self) -> AbstractAsyncContextManager[ports.Writes]:
        """One write transaction: all of it is committed when the block ends, none when the block raises.

        Writers take turns. RuntimeError when the task already is inside one.
        """
        return self._write()

    @asynccontextmanager
    async def _read(self) -> AsyncIterator[View]:
        database = self._database
        async with self._readers:
            connection = database.engine.connect()
            try:
                await self._start(connection)
                yield View(Transaction(connection, writable=False, wrap=database.error))
            finally:
                await settled(_disconnect(connection))

    @asynccontextmanager
    async def _write(self) -> AsyncIterator[View]:
        if self._writing is not None and self._writing is asyncio.current_task():
            raise RuntimeError("writing() inside writing() would wait for itself")
        async with self._turn:
            self._writing = asyncio.current_task()
            transaction = Transaction(self._writer, writable=True, wrap=self._database.error)
            try:
                yield View(transaction)
                await transaction.commit()
            except BaseException:
                await transaction.rollback()
                raise
            finally:
                self._writing = None

    async def _start(self, connection: AsyncConnection) -> None:
        try:
            await settled(connection.start())
        except DBAPIError as error:
            raise self._database.error(error) from error

    async def _close(self) -> None:
        await self._writer.close()
        await self._database.engine.dispose()


async def _connected(database: Database, **options: str) -> AsyncConnection:
    connection = await database.engine.connect()
    return await connection.execution_options(**options)


async def _disconnect(connection: AsyncConnection) -> None:
    if connection.sync_connection is not None:
        await connection.close()
