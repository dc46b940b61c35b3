"""Who belongs to which workspace, and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from datetime import date

    from mina.domain.membership import Invitation, Membership, WorkspaceRole


class Members(Protocol):
    """Everything here is strongly consistent: whoever is removed is out with the next request."""

    def active(self, user_id: str) -> Membership | None:
        """The user's place in the workspace that they work in; None where they belong to none."""
        ...

    def get(self, workspace_id: str, user_id: str) -> Membership | None: ...

    def of_user(self, user_id: str) -> list[Membership]:
        """The longest one first."""
        ...

    def of_workspace(self, workspace_id: str) -> list[Membership]:
        """The longest one first."""
        ...

    def choose(self, membership: Membership) -> bool:
        """From now on the user works in this workspace. False where they do not belong to it any more."""
        ...

    def change_role(self, membership: Membership, role: WorkspaceRole) -> bool:
        """False where the membership has changed meanwhile, or where it is the last owner's."""
        ...

    def remove(self, membership: Membership) -> bool:
        """As `change_role`. The user works in another of their workspaces from then on, if they have one."""
        ...

    def see(self, membership: Membership, day: date) -> None:
        """They came on this day, and are called as `membership` says by now."""
        ...


class Invitations(Protocol):
    def put(self, invitation: Invitation) -> None: ...

    def by_token(self, token_hash: str) -> Invitation | None:
        """Strongly consistent: a revoked link is gone at once."""
        ...

    def of_workspace(self, workspace_id: str) -> list[Invitation]: ...

    def remove(self, invitation: Invitation) -> None: ...

    def accept(self, invitation: Invitation, membership: Membership) -> bool:
        """One transaction: a use is counted, the membership stored, and the user works in that workspace.

        False where the link was revoked or used up meanwhile, or where they belong to the workspace already.
        """
        ...
