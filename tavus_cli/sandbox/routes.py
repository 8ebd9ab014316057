"""The paths and methods of the API, and what answers them."""

from collections.abc import Mapping

from tavus_cli.sandbox import images, media, replicas, videos, voices
from tavus_cli.sandbox.answers import Refused
from tavus_cli.sandbox.call import Route

_ANY = "*"

# A path that is spelled out comes before one with a place for an id.
_ROUTES: Mapping[str, Mapping[str, Route]] = {
    "/v2/replicas": {"GET": Route(replicas.list_replicas), "POST": Route(replicas.create_replica)},
    "/v2/replicas/image-validation": {"POST": Route(images.validate_image, largest_body=30 * 1024 * 1024)},
    "/v2/replicas/*": {"GET": Route(replicas.get_replica), "DELETE": Route(replicas.delete_replica)},
    "/v2/replicas/*/name": {"PATCH": Route(replicas.rename_replica)},
    "/v2/videos": {"GET": Route(videos.list_videos), "POST": Route(videos.create_video)},
    "/v2/videos/*": {"GET": Route(videos.get_video), "DELETE": Route(videos.delete_video)},
    "/v2/videos/*/name": {"PATCH": Route(videos.rename_video)},
    "/v2/voices": {"GET": Route(voices.list_voices), "POST": Route(voices.create_voice)},
    "/v2/voices/*": {
        "GET": Route(voices.get_voice),
        "PATCH": Route(voices.update_voice),
        "DELETE": Route(voices.delete_voice),
    },
    # What links in answers lead to. They are public, as the service's own are.
    "/media/*": {"GET": Route(media.get_file, needs_key=False)},
    "/watch/*": {"GET": Route(media.get_page, needs_key=False)},
}
_PATTERNS = {tuple(path.split("/")): methods for path, methods in _ROUTES.items()}


def find_route(method: str, path: str) -> tuple[Route, str]:
    """What answers, and the id in the path. Raises Refused with 404 or 405."""
    segments = path.split("/")
    for pattern, methods in _PATTERNS.items():
        object_id = _match(pattern, segments)
        if object_id is None:
            continue
        # HEAD is GET whose body is not sent.
        route = methods.get("GET" if method == "HEAD" else method)
        if route is None:
            allowed = [*methods, "HEAD"] if "GET" in methods else [*methods]
            raise Refused(405, "Method not allowed", {"Allow": ", ".join(allowed)})
        return route, object_id
    raise Refused(404, "Not found")


def _match(pattern: tuple[str, ...], segments: list[str]) -> str | None:
    """The id in a path that has this pattern, empty if it has no place for one; None if it does not match."""
    if len(pattern) != len(segments):
        return None
    object_id = ""
    for wanted, found in zip(pattern, segments, strict=True):
        if wanted == _ANY and found:
            object_id = found
        elif wanted != found:
            return None
    return object_id
