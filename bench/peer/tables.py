"""The peer's tables. Run as a program it makes them."""

import os
from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Engine, String, create_engine, func
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class User(Base):
    __tablename__ = "users"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    user_name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254), unique=True)
    created_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())


class Notification(Base):
    __tablename__ = "notifications"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    event_id: Mapped[str] = mapped_column(String(36), unique=True)
    user_id: Mapped[int] = mapped_column(BigInteger)
    user_name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str] = mapped_column(String(254), index=True)
    received_at: Mapped[datetime] = mapped_column(DateTime, server_default=func.now())


def open_engine() -> Engine:
    return create_engine(os.environ["DATABASE_URL"], pool_size=20, max_overflow=20)


if __name__ == "__main__":
    Base.metadata.create_all(open_engine())
