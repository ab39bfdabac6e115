"""user-service as one would write it with FastAPI, its users in memory: the reference for how our service answers."""

from datetime import UTC, datetime
from typing import Annotated

from fastapi import FastAPI, HTTPException, Path, Query
from prometheus_fastapi_instrumentator import Instrumentator
from pydantic import AfterValidator, BaseModel, EmailStr, StringConstraints

MAX_ID = 2**53 - 1
REGISTERED_AT = datetime(2026, 11, 24, 7, 0, 0, 123000, UTC)

app = FastAPI(title="user-service", max_body_size=64 * 1024)
Instrumentator().instrument(app).expose(app)


class NewUser(BaseModel):
    user_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    email: Annotated[EmailStr, AfterValidator(str.lower)]


class Registered(BaseModel):
    message: str = "User registered successfully"
    id: int
    user_name: str
    email: str


class User(BaseModel):
    id: int
    user_name: str
    email: str
    created_at: datetime


class UserPage(BaseModel):
    items: list[User]
    next_after: int | None


users: list[User] = []


@app.post("/register/")
def register(new: NewUser) -> Registered:
    if any(user.email == new.email for user in users):
        raise HTTPException(status_code=409, detail="Email already registered")
    user = User(id=len(users) + 1, created_at=REGISTERED_AT, **new.model_dump())
    users.append(user)
    return Registered(id=user.id, user_name=user.user_name, email=user.email)


@app.get("/users")
def list_users(
    after: Annotated[int, Query(ge=0, le=MAX_ID)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
    email: str | None = None,
) -> UserPage:
    found = [user for user in users if user.id > after and email in (None, user.email)]
    items = found[:limit]
    return UserPage(items=items, next_after=items[-1].id if len(found) > limit else None)


@app.get("/users/{user_id}")
def find_user(user_id: Annotated[int, Path(ge=1, le=MAX_ID)]) -> User:
    for user in users:
        if user.id == user_id:
            return user
    raise HTTPException(status_code=404, detail="User not found")
