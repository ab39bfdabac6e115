"""The HTTP side of notification-service as one would write it with FastAPI, with two notifications in memory."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import FastAPI, Query
from prometheus_fastapi_instrumentator import Instrumentator
from pydantic import BaseModel

MAX_ID = 2**53 - 1

app = FastAPI(title="notification-service", max_body_size=64 * 1024)
Instrumentator().instrument(app).expose(app)


class Notification(BaseModel):
    id: int
    event_id: UUID
    user_id: int | None
    user_name: str
    email: str
    received_at: datetime


class NotificationPage(BaseModel):
    items: list[Notification]
    next_after: int | None


notifications = [
    Notification(
        id=index,
        event_id=UUID(f"019c2f00-0000-7000-8000-{index:012}"),
        user_id=index,
        user_name=f"u{index}",
        email=f"u{index}@b.co",
        received_at=datetime(2026, 11, 24, 7, 0, 0, 123000, UTC),
    )
    for index in (1, 2)
]


@app.get("/notifications")
def list_notifications(
    email: str | None = None,
    user_name: str | None = None,
    after: Annotated[int, Query(ge=0, le=MAX_ID)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> NotificationPage:
    found = [
        one
        for one in notifications
        if one.id > after and email in (None, one.email) and user_name in (None, one.user_name)
    ]
    items = found[:limit]
    return NotificationPage(items=items, next_after=items[-1].id if len(found) > limit else None)
