"""What was learned survives being kept, and nothing else is taken for it."""

import pickle
from io import BytesIO

import numpy as np
import pytest

from analysis import CommentIn
from analysis.keeping import BodyFault, from_bytes, to_bytes
from analysis.model import featured
from tests.analysis.readers import model
from tests.analysis.test_training import learned


def test_what_is_read_back_scores_alike() -> None:
    back = from_bytes(to_bytes(learned()))
    found = featured(CommentIn("the chair was grelky and zorbedd, and nobody listened"), model())
    assert np.allclose(back.scores([found]), learned().scores([found]), atol=1e-4)
    assert (back.version, back.themes, back.hits) == (
        learned().version,
        learned().themes,
        learned().hits,
    )
    assert back.trust.phrases == pytest.approx(learned().trust.phrases)
    assert back.trust.usual == pytest.approx(learned().trust.usual)
    assert (back.settings, back.feels) == (learned().settings, learned().feels)


def test_it_is_arrays_of_numbers_and_no_pickle() -> None:
    with np.load(BytesIO(to_bytes(learned())), allow_pickle=False) as kept:
        assert {kept[name].dtype.kind for name in kept.files} <= {"f", "u"}


def archive(**arrays: np.ndarray) -> bytes:
    body = BytesIO()
    np.savez(body, **arrays)
    return body.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not an archive",
        pickle.dumps({"version": "1"}),
        archive(side=np.zeros(3)),
        archive(about=np.frombuffer(b"{}", dtype=np.uint8)),
        archive(about=np.array([print], dtype=object)),
    ],
)
def test_other_bytes_are_refused(body: bytes) -> None:
    with pytest.raises(BodyFault, match="cannot be read by this release"):
        from_bytes(body)
