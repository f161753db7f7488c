"""The lives of a session and of a question, each as one table."""

from hotline.lifecycle.questions import (
    QUESTION_MOVE_BY_NAME,
    QUESTION_MOVES,
    QuestionMove,
    question_moves_from,
    question_paths,
)
from hotline.lifecycle.sessions import (
    SESSION_MOVE_BY_NAME,
    SESSION_MOVES,
    SessionMove,
    session_moves_from,
    session_paths,
)

__all__ = [
    "QUESTION_MOVES",
    "QUESTION_MOVE_BY_NAME",
    "SESSION_MOVES",
    "SESSION_MOVE_BY_NAME",
    "QuestionMove",
    "SessionMove",
    "question_moves_from",
    "question_paths",
    "session_moves_from",
    "session_paths",
]
