"""Open sockets, and the tickets that open them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from pynamodb.exceptions import DeleteError

from mina.adapters.dynamodb import keys
from mina.adapters.dynamodb.base import Transaction, store
from mina.adapters.dynamodb.live_items import ConnectionItem, TicketItem
from mina.domain.connection import Connection
from mina.domain.principal import Anonymous, User
from mina.domain.session import Role

if TYPE_CHECKING:
    from pynamodb.expressions.condition import Condition

SOCKET_LIFE = timedelta(hours=3)
"""API Gateway closes a socket after two hours; the row may go an hour later."""


class DynamoConnections:
    def put(self, connection: Connection) -> None:
        self._write([keys.connection(connection.id)], connection)

    def get(self, connection_id: str) -> Connection | None:
        try:
            with store():
                item = ConnectionItem.get(keys.connection(connection_id), keys.CONNECTION, consistent_read=True)
        except ConnectionItem.DoesNotExist:
            return None
        return to_connection(item)

    def join(self, connection: Connection) -> None:
        partitions = [keys.connection(connection.id)]
        if connection.session_id:
            partitions.append(keys.session(connection.session_id))
        if connection.workspace_id:
            partitions.append(keys.workspace(connection.workspace_id))
        self._write(partitions, connection)

    def leave(self, connection_id: str) -> Connection | None:
        gone = self.get(connection_id)
        if gone is None:
            return None
        partitions = [keys.session(gone.session_id)] if gone.session_id else []
        partitions += [keys.workspace(gone.workspace_id)] if gone.workspace_id else []
        partitions += [keys.connection(connection_id)]  # last: it tells where the others are, if this stops half-way
        for pk in partitions:
            with store():
                ConnectionItem(pk, _sort_key(pk, connection_id)).delete()
        return gone

    def of_session(self, session_id: str) -> list[Connection]:
        return [to_connection(item) for item in self._under(keys.session(session_id))]

    def of_workspace(self, workspace_id: str) -> list[str]:
        return [keys.id_of(item.sk) for item in self._under(keys.workspace(workspace_id))]

    def _under(self, pk: str) -> list[ConnectionItem]:
        with store():
            return list(
                ConnectionItem.query(pk, ConnectionItem.sk.startswith(keys.CONNECTION_PREFIX), consistent_read=True)
            )

    def _write(self, partitions: list[str], connection: Connection) -> None:
        rows = [_item(pk, connection) for pk in partitions]
        with store():
            if len(rows) == 1:
                rows[0].save()
                return
            with Transaction() as transaction:
                for row in rows:
                    transaction.save(row)


class DynamoTickets:
    def put(self, ticket_hash: str, user: User, expires_at: datetime) -> None:
        with store():
            TicketItem(
                keys.ticket(ticket_hash),
                keys.TICKET,
                user_id=user.id,
                name=user.name,
                email=user.email,
                token_expires_at=user.expires_at,
                valid_until=expires_at,
                expires_at=expires_at + timedelta(hours=1),
            ).save()

    def redeem(self, ticket_hash: str, now: datetime) -> User | None:
        item = TicketItem(keys.ticket(ticket_hash), keys.TICKET)
        valid: Condition = TicketItem.pk.exists() & (TicketItem.valid_until >= now)
        try:
            with store():
                item.refresh(consistent_read=True)
                item.delete(valid)
        except (TicketItem.DoesNotExist, DeleteError):
            return None
        return User(item.user_id, item.name, item.email, item.token_expires_at)


def _sort_key(pk: str, connection_id: str) -> str:
    return keys.CONNECTION if pk.startswith(keys.CONNECTION_PREFIX) else keys.connection(connection_id)


def _item(pk: str, connection: Connection) -> ConnectionItem:
    user = connection.principal if isinstance(connection.principal, User) else None
    return ConnectionItem(
        pk,
        _sort_key(pk, connection.id),
        user_id=user.id if user else None,
        name=user.name if user else None,
        email=user.email if user else None,
        token_expires_at=user.expires_at if user else None,
        connected_at=connection.connected_at,
        session_id=connection.session_id,
        workspace_id=connection.workspace_id,
        instance_id=connection.instance_id,
        role=connection.role.value if connection.role else None,
        epoch=connection.epoch,
        expires_at=connection.connected_at + SOCKET_LIFE,
    )


def to_connection(item: ConnectionItem) -> Connection:
    principal: User | Anonymous = Anonymous()
    if item.user_id and item.token_expires_at:
        principal = User(item.user_id, item.name or "", item.email, item.token_expires_at)
    return Connection(
        id=keys.id_of(item.pk if item.pk.startswith(keys.CONNECTION_PREFIX) else item.sk),
        principal=principal,
        connected_at=item.connected_at,
        session_id=item.session_id,
        workspace_id=item.workspace_id,
        instance_id=item.instance_id,
        role=Role(item.role) if item.role else None,
        epoch=int(item.epoch),
    )
