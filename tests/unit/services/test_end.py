"""Who may end a session over the socket."""

from __future__ import annotations

import pytest
from tests.builders import a_batch, a_user
from tests.fakes.house import House, writer_of

from mina.domain.errors import Fenced
from mina.services.end import end_session
from mina.services.finalize import Finalized

ADA = a_user()


def test_a_recorder_left_behind_does_not_end_what_the_new_one_hears(house: House) -> None:
    old = house.join(principal=ADA, instance_id="tab-1")
    new = house.join(principal=ADA, instance_id="tab-2")
    house.append(new, a_batch(1))

    with pytest.raises(Fenced):
        end_session(writer_of(old), house.finalizer, last_seq=0)

    assert house.session().is_open
    assert isinstance(end_session(writer_of(new), house.finalizer, last_seq=5), Finalized)


def test_a_sealed_session_answers_a_recorder_left_behind_too(house: House) -> None:
    old = house.join(principal=ADA, instance_id="tab-1")
    new = house.join(principal=ADA, instance_id="tab-2")
    sealed = end_session(writer_of(new), house.finalizer, last_seq=0)

    answer = end_session(writer_of(old), house.finalizer, last_seq=0)

    assert isinstance(sealed, Finalized)
    assert isinstance(answer, Finalized)
    assert (answer.execution, answer.session.statistics) == (sealed.execution, sealed.session.statistics)
