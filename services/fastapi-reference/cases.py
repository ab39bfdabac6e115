"""What the reference services are asked, in this order. A case is a name, a method, a path, headers and a body."""

import json
from typing import NamedTuple

JSON = "application/json"


class Case(NamedTuple):
    name: str
    method: str
    path: str
    headers: dict[str, str] = {}
    body: str | bytes = ""
    times: int = 1


def post(name: str, body, content_type: str | None = JSON, path: str = "/register/") -> Case:
    text = body if isinstance(body, str | bytes) else json.dumps(body, ensure_ascii=False)
    return Case(name, "POST", path, {} if content_type is None else {"Content-Type": content_type}, text)


def get(path: str, name: str | None = None) -> Case:
    return Case(name or f"GET {path}", "GET", path)


def user(**changes):
    return {"user_name": "a", "email": "a@b.co", **changes}


def mail(address: str) -> Case:
    return post(f"e-mail {json.dumps(address[:60], ensure_ascii=False)} ({len(address)})", user(email=address))


registered = [
    post("registers", {"user_name": " Juan Perez ", "email": "Juan@Example.com"}),
    post("registers without the last slash", user(email="two@b.co"), path="/register"),
    post("has it already", user(email="juan@example.com")),
    post("has it already in other case", user(email="JUAN@EXAMPLE.COM")),
    post("ignores extra fields", user(email="three@b.co", id=7, admin=True, extra={"a": [1]})),
    post("takes the last of a repeated key", '{"user_name":"x","user_name":"last","email":"four@b.co"}'),
    post("takes 100 characters outside the first plane", user(user_name="😀" * 100, email="five@b.co")),
    post("trims what Unicode calls white space", user(user_name="\u00a0\u0085\u3000 a b \u2028\t", email="six@b.co")),
    post("does not trim a byte order mark or a separator", user(user_name="\ufeffa\u001f", email="seven@b.co")),
    post("takes a NUL character", user(user_name="a\0b", email="eight@b.co")),
    post("takes a content type with charset", user(email="nine@b.co"), "application/json; charset=utf-8"),
    post("takes a JSON suffix", user(email="ten@b.co"), "application/vnd.api+json"),
    post("takes a content type in capitals", user(email="eleven@b.co"), "Application/JSON"),
    post("takes a byte order mark", "\ufeff".encode() + json.dumps(user(email="twelve@b.co")).encode()),
    post("ignores a query", user(email="thirteen@b.co"), path="/register/?user_name=b&x[]=1"),
]

fields = [
    post("an empty object", {}),
    post("no e-mail", {"user_name": "a"}),
    post("no name", {"email": "a@b.co"}),
    post("an inherited field", '{"user_name":"a","__proto__":{"email":"a@b.co"}}'),
    *(
        post(f"{field} is {json.dumps(value)}", user(**{field: value}))
        for field in ("user_name", "email")
        for value in (None, 1, -1.5, True, False, [], ["a"], {}, {"a": 1}, "")
    ),
    post("both are wrong", {"user_name": 1, "email": None}),
    post("a blank name", user(user_name=" \t\u00a0 ")),
    post("a name of 101 characters", user(user_name="x" * 101)),
    post("a name of 101 characters outside the first plane", user(user_name="😀" * 101)),
    post("half a character", '{"user_name":"\\ud800","email":"a@b.co"}'),
    post("half a character in the e-mail", '{"user_name":"a","email":"\\ud800@b.co"}'),
    # ours shows it with the digits that a JavaScript number has, which the comparison does not see
    post("a number beyond 2**53", '{"user_name":12345678901234567890,"email":"a@b.co"}'),
]

emails = [
    mail(address)
    for address in (
        "x", "@b.co", "a@", "@", "a@b", "a@localhost", "a@b..co", "a@.b.co", "a@b.co.", "a@-b.co", "a@b-.co",
        "a@b.-co", "a@b.c-", "a@1.2.3.4", "a@[1.2.3.4]", "a@[IPv6:::1]", "a@b.c1", "a@b_c.co", "a@b!.co", "a@b c.co",
        "a b@c.co", "a\tb@c.co", ".a@b.co", "a.@b.co", "a..b@c.co", "a@b@c.co", '"a b"@c.co', '"a"@c.co', "a\"b@c.co",
        "a(b)@c.co", "a,b@c.co", "a;b:c@d.co", "a\\b@c.co", "a\n@c.co", "a@c.co\n", "<a@c.co", "a@c.co>",
        "a\u00a0b@c.co", "a\u200bb@c.co", "a＠b.co", "a@b.local", "a@b.localhost", "a@b.invalid",
        "a@b.onion", "a@b.arpa", "a@ab--c.co", "a@xn--a.co", "a@xn---epaa-rta.es", "\u0301@b.co", '"a"bb@c.co', "a@b.co\x85", "a@☃.co", "a@b。co", f"a@{'b' * 64}.co",
        f"{'a' * 65}@b.co", f"{'a' * 249}@b.co", f"{'a' * 250}@b.co", f"{'a' * 251}@b.co", f"{'é' * 130}@b.co",
        "a@" + ".".join(["b" * 60] * 4) + ".cc", "a@" + "b." * 127 + "co", "a" * 2049, "a@b.co" + " " * 3000,
        " Padded@B.co ", "Juan Perez <juan.perez@b.co>", '"Juan, P." <juan.quoted@b.co>', "<bare@b.co>", "Juan <x>",
        "o'brien_1+tag@a-b.example", "josé@correo.españa.es", "jose\u0301@nfd.co", "用户@例子.广告",
        "a@xn--espaa-rta.es", "a@ESPAÑA.es", "a@faß.de", "POSTMASTER@b.co", "ＡＢ@c.co", "İ@b.co",
    )
]

bodies = [
    post("nothing", ""),
    post("nothing, no content type", "", None),
    post("blanks", " \n "),
    post("null", "null"),
    *(post(f"the body is {text}", text) for text in ("1", "1.5", "true", '"a"', "[]", '[{"user_name":"a"}]', "[1]")),
    *(
        post(f"malformed {text!r}", text)
        for text in (
            "{", "{ ", "}", "[", "[1", "[1,", "[1,]", "[,", '{"user_name":', '{"user_name":}', '{"user_name" 1}',
            '{"user_name":1', '{"user_name":1 "email":2}', '{"user_name":1,', '{"user_name":1,}', '{"user_name":1, }',
            "{user_name:1}", "{'user_name':1}", '{"user_name', '"a', '"a\nb"', '"a\\x"', '"a\\', '"\\u12"', '"\\u12g4"',
            '"\\u00e9', "{} {}", "[] x", "nul", "truex", "01", "-", "+1", "1.", ".5", "1e", "0x1", "\ufeff{}x", "😀", '"😀" 1',
            '{"a":"😀","b":}', "//", "undefined", "\x00", "a=b&c=d", "{\n\n  \"a\": x\n}",
        )
    ),
    post("NaN", '{"user_name":NaN,"email":"a@b.co"}'),
    post("bytes that are no UTF-8", b'{"user_name":"\xff","email":"a@b.co"}'),
    post("UTF-16", json.dumps(user(email="juan@example.com")).encode("utf-16")),
    post("a form", "user_name=a&email=a%40b.co", "application/x-www-form-urlencoded"),
    post("JSON as text", user(), "text/plain"),
    post("JSON without a content type", user(), None),
    post("a content type that is none", user(), "json"),
    post("a content type that only looks like JSON", user(), "application/jsonx"),
    post("binary without JSON type", b"\xff\xfe", "application/octet-stream"),
    post("multipart", "--x\r\n\r\n--x--", "multipart/form-data; boundary=x"),
    post("64 KiB and one byte", " ")._replace(times=64 * 1024 + 1),
    post("as many lists as fit", "[")._replace(times=64 * 1024),
    post("many levels of lists", "[" * 2_000 + "]" * 2_000),
    post("many levels in a field", '{"user_name":' + '{"a":' * 2_000 + "1" + "}" * 2_000 + ',"email":"a@b.co"}'),
    post("some levels in a field", '{"user_name":' + '[' * 100 + "]" * 100 + ',"email":"a@b.co"}'),
    post("brackets in a text", user(user_name="[" * 2_000)),
]


def numbers(before: str) -> list[Case]:
    values = (
        "abc", "", "1", "01", "%201%20", "%2B1", "+1",
        "-0", "0", "-1", "1.0", "1.5", "1_0", "1e3", "0x1", "1_", "_1",
        "1__0", "%D9%A3", "true", "null", "NaN", "%00", "1%00", "9007199254740991", "9007199254740992",
              "99999999999999999999", "-99999999999999999999",
        "9" * 150, "9" * 4301, ".0", "1.", "1.000", "--1", "%F0%9F%98%80",
    )  # fmt: skip
    return [get(before + value, f"GET {before}{value[:30]} ({len(value)})") for value in values]


def pages(path: str) -> list[Case]:
    return [
        get(path),
        get(f"{path}/"),
        get(f"{path}?limit=1"),
        get(f"{path}?limit=1&after=1"),
        get(f"{path}?limit=1000"),
        get(f"{path}?limit=1001"),
        get(f"{path}?limit=1&limit=2"),
        get(f"{path}?limit=x&limit=2"),
        get(f"{path}?limit"),
        get(f"{path}?limit=&after="),
        get(f"{path}?LIMIT=x&unknown=1&limit[]=2"),
        get(f"{path}?limit=x&after=y"),
        get(f"{path}?after=1;limit=1"),
        get(f"{path}?limit=1%"),
        get(f"{path}?limit=%zz"),
        get(f"{path}?limit=%ff"),
        get(f"{path}?&&=&limit=1"),
        get(f"{path}?email="),
        get(f"{path}?email=%ff"),
        get(f"{path}?email=nobody%40b.co"),
        *numbers(f"{path}?email=u1@b.co&limit="),
    ]


def others(path: str) -> list[Case]:
    return [
        *(Case(f"{method} {path}", method, path, {"Content-Length": "0"}) for method in ("HEAD", "OPTIONS", "TRACE")),
        *(
            Case(f"{method} {path} with {body!r}", method, path, {"Content-Type": JSON}, body)
            for method in ("PUT", "PATCH", "DELETE", "PROPFIND")
            for body in ("", "{}", "{")
        ),
    ]


unknown = [
    get("/nope"), get("/nope/"), get("/nope?x=1"), get("/NOPE"), get("/nope/1"),
    Case("POST /nope", "POST", "/nope", {"Content-Type": JSON}, "{}"),
    Case("POST /nope with malformed JSON", "POST", "/nope", {"Content-Type": JSON}, "{"),
    Case("OPTIONS *", "OPTIONS", "*"),
]  # fmt: skip

# These are counted: /metrics is read after them. Whatever they are answered is of the same length in both.
counted_users = [
    post("counts a registration", user(email="counted@b.co")),
    post("counts a conflict", user(email="counted@b.co")),
    post("counts a refusal", {}),
    post("counts malformed JSON", "{"),
    get("/users?after=9"), get("/users?limit=0"), get("/users/9"), get("/users/8"), get("/users/x"),
    get("/register/", "counts a wrong method"), get("/users/7?x=/users", "counts a path without its query"),
    Case("counts an unknown method", "PROPFIND", "/users/1"), get("/nope", "counts one that is unknown"),
    get("/nope/nope", "counts another that is unknown"), post("counts an unknown path", {}, path="/nope"),
]  # fmt: skip

counted_notifications = [
    get("/notifications?after=2", "counts a page"), get("/notifications?limit=x", "counts a refusal"),
    Case("counts a wrong method", "DELETE", "/notifications"), get("/nope", "counts one that is unknown"),
]  # fmt: skip

documentation = [get("/docs"), get("/docs/"), get("/redoc"), get("/openapi.json")]

user_service = [
    *registered, *fields, *emails, *bodies,
    get("/register/"), get("/register"), get("/register?x=1"), get("/register//"), get("/REGISTER/"),
    *others("/register/"), *others("/users"), *others("/users/1"), *others("/users/"),
    Case("POST /users", "POST", "/users", {"Content-Type": JSON}, "{}"),
    *pages("/users"), get("/users?email=juan@example.com"), get("/users//"),
    *numbers("/users/"),
    get("/users/1/"), get("/users/999"), get("/users/%zz"), get("/users/%ff"), get("/users/a%2Fb"), get("/users%2F1"),
    get("/users/1/2"), get("/users/" + "x" * 1000, "a long path"),
    *unknown, *documentation,
    mail("a@b.test"),
]  # fmt: skip

notification_service = [
    *pages("/notifications"), get("/notifications?email=u1@b.co"), get("/notifications?user_name=u2"),
    get("/notifications?user_name=%20u2"), get("/notifications?email=%20u1@b.co"),
    get("/notifications?user_name=U2"), get("/notifications?user_name=&email="), get("/notifications?email=u1@b.co&user_name=u2"),
    *others("/notifications"), *others("/notifications/"),
    Case("POST /notifications", "POST", "/notifications", {"Content-Type": JSON}, "{}"),
    get("/notifications/1"),
    *unknown, *documentation,
]  # fmt: skip
