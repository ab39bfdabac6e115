"""Registers users as a FastAPI service usually does: commits, publishes, waits for the broker's acknowledgement, answers."""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated
from uuid import uuid4

from fastapi import FastAPI, HTTPException
from kafka import KafkaProducer
from pydantic import AfterValidator, BaseModel, EmailStr, StringConstraints
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import sessionmaker
from tables import User, open_engine

TOPIC = os.environ["KAFKA_TOPIC"]
Session = sessionmaker(open_engine(), expire_on_commit=False)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.producer = KafkaProducer(
        bootstrap_servers=os.environ["KAFKA_BROKER_URL"],
        acks="all",
    )
    yield
    app.state.producer.close()


app = FastAPI(title="user-service", lifespan=lifespan)


class NewUser(BaseModel):
    user_name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    email: Annotated[EmailStr, AfterValidator(str.lower)]


class Registered(BaseModel):
    message: str = "User registered successfully"
    id: int
    user_name: str
    email: str


@app.post("/register/")
def register(new: NewUser) -> Registered:
    user = User(user_name=new.user_name, email=new.email)
    with Session() as session:
        session.add(user)
        try:
            session.commit()
        except IntegrityError:
            raise HTTPException(status_code=409, detail="Email already registered") from None
    event = {"event_type": "UserRegistered", "data": {"user_name": user.user_name, "email": user.email}}
    headers = [("event_id", str(uuid4()).encode())]
    value, key = json.dumps(event).encode(), str(user.id).encode()
    app.state.producer.send(TOPIC, value, key=key, headers=headers).get(timeout=10)
    return Registered(id=user.id, user_name=user.user_name, email=user.email)


@app.get("/readyz")
async def ready() -> dict[str, str]:
    return {"status": "ready"}
