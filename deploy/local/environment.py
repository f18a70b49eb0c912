"""The environment of a process of the stack, from the place alone; shared/settings.py explains the names.

Promises: a service learns its own database's password and no other; only identity learns the signing key.
"""

from deploy.local.keys import field_keys_file, token_private_key_file, token_public_key_file
from deploy.local.mongod import MEDIA, MEDIA_READER, database_uri
from deploy.local.place import LOOPBACK, Place
from deploy.local.rabbitmq import amqp_uri

PROVINCE = "ts"
PROVINCE_NAME = "Đảng bộ tỉnh Trường Sơn"
ANY_FREE_PORT = 0


def python_environment(place: Place, service: str, metrics_port: int = ANY_FREE_PORT) -> dict[str, str]:
    common = {
        "PYTHONUNBUFFERED": "1",
        # onnxruntime would keep a device id and send telemetry: nothing leaves the province (law L7).
        "ORT_DISABLE_TELEMETRY": "1",
        # Warnings are errors where somebody acts on them, in the tests; here they would only break up the JSON logs.
        "PYTHONWARNINGS": "ignore",
        "SOTAY_PROVINCE": PROVINCE,
        "SOTAY_AMQP_URI": amqp_uri(place),
        "SOTAY_MONGO_URI": database_uri(place, service),
        "SOTAY_METRICS_PORT": str(metrics_port),
        "SOTAY_TOKEN_PUBLIC_KEY_FILE": str(token_public_key_file(place)),
        "SOTAY_FIELD_KEYS_FILE": str(field_keys_file(place)),
        "SOTAY_LOG_LEVEL": "INFO",
        "SOTAY_DATA_DIR": str(place.data_dir / service),
    }
    return common | _own(place, service) | dict(place.settings)


def _own(place: Place, service: str) -> dict[str, str]:
    if service == "identity":
        return {
            "SOTAY_TOKEN_PRIVATE_KEY_FILE": str(token_private_key_file(place)),
            # Browsers make passkeys for a name, not for a number: http://localhost is the one they take without TLS.
            "SOTAY_PUBLIC_ORIGINS": f"http://localhost:{place.gateway_port}",
        }
    if service in {"speech", "content"}:
        return {"SOTAY_MEDIA_URI": database_uri(place, MEDIA)}
    if service == "gateway":
        return {
            "SOTAY_MEDIA_URI": database_uri(place, MEDIA, MEDIA_READER),
            "SOTAY_GATEWAY_HOST": LOOPBACK,
            "SOTAY_GATEWAY_PORT": str(place.gateway_port),
            "SOTAY_PROVINCE_NAME": PROVINCE_NAME,
            # Plain HTTP on loopback: a Secure cookie would never come back.
            "SOTAY_SECURE_COOKIES": "false",
        }
    return {}
