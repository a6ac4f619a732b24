import base64, hashlib, hmac, json, time, uuid


def part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def help_token(customer: dict, key: str) -> str:
    now = int(time.time())
    claims = {
        "external_id": str(customer["id"]),
        "name": customer["name"],
        "email": customer["email"],
        "email_verified": customer["email_confirmed"],
        "iat": now,
        "exp": now + 3600,
        "jti": str(uuid.uuid4()),
    }
    body = part(b'{"alg":"HS256","typ":"JWT"}') + "." + part(json.dumps(claims).encode())
    return body + "." + part(hmac.new(key.encode(), body.encode(), hashlib.sha256).digest())
