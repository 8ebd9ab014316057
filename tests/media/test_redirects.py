"""Where links lead: redirects watched, this machine and private networks never contacted."""

import socket
import threading
import time
from types import SimpleNamespace

import pytest
from faults.answers import redirect, reply
from faults.certificates import bundle, trusted
from faults.ports import refusing_port
from faults.proxy import tunnel
from faults.server import FaultServer
from media.ranges import Store
from media.test_remote import look_behind

from tavus_cli.media.facts import Hop, Trouble
from tavus_cli.media.look import look
from tavus_cli.media.remote import RemoteFile

pytestmark = pytest.mark.usefixtures("home")


@pytest.fixture
def clip(clips):
    return clips["clip.mp4"].read_bytes()


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_followed_and_told_without_queries(clip, status):
    with Store(clip) as store, FaultServer(redirect(status, f"{store.url}/real.mp4?token=secret")) as link:
        facts, source = look_behind(f"{link.url}/short?key=secret")
    assert (facts.duration, facts.stopped) == (62, None)
    assert source.reached.hops == (Hop(f"{link.url}/short", f"{store.url}/real.mp4"),)
    # The rest is asked where the first redirect led.
    assert (len(link.requests), len(store.requests), source.requests) == (1, 3, 4)


def test_redirects_without_an_end_or_a_target_are_told():
    with FaultServer(redirect(302, "/again")) as server:
        _, source = look_behind(server.url)
    assert (source.reached.trouble, len(source.reached.hops), len(server.requests)) == (Trouble.REDIRECTS, 5, 6)
    assert source.reached.reason == "127.0.0.1 redirected more than 5 times"
    with FaultServer(redirect(302, None)) as server:
        _, source = look_behind(server.url)
    assert (source.reached.trouble, len(server.requests)) == (Trouble.REDIRECTS, 1)
    with FaultServer(redirect(302, "ftp://host/")) as server:
        _, source = look_behind(server.url)
    assert (source.reached.trouble, len(server.requests)) == (Trouble.BAD_LINK, 1)


def test_a_redirect_to_plain_http_is_told_and_not_followed(home, clip, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    with Store(clip) as store, FaultServer(redirect(302, store.url), tls=trusted("127.0.0.1")) as link:
        _, source = look_behind(link.url)
    assert (source.reached.trouble, store.requests) == (Trouble.INSECURE, [])
    assert source.reached.hops[0].target.startswith("http://")


PRIVATE = [
    "127.0.0.1",
    "127.9.9.9",
    "127.1",
    "2130706433",
    "0x7f000001",
    "0.0.0.0",
    "localhost",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:10.0.0.1]",
    "[2002:7f00:1::]",
    "[fe80::1]",
    "[fd00::1]",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_a_private_address_is_never_contacted(monkeypatch, host):
    contacted = []
    monkeypatch.setattr(socket.socket, "connect", lambda self, address: contacted.append(address))
    _, source = look_behind(f"http://{host}:8080/clip.mp4", local=False)
    assert (source.reached.trouble, contacted) == (Trouble.PRIVATE, [])


def test_a_name_that_is_looked_up_too_slowly_is_a_timeout_and_stays_one(monkeypatch):
    answered, ended = threading.Event(), threading.Event()

    def resolve(*_, **__):
        answered.wait(10)
        ended.set()
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    with RemoteFile("http://video.example/", deadline=time.monotonic() + 0.5) as source:
        look(source)
        assert source.reached.trouble is Trouble.TIMEOUT
        answered.set()
        assert ended.wait(5)
        time.sleep(0.2)
        assert source.reached.trouble is Trouble.TIMEOUT


def test_a_redirect_to_this_machine_is_not_followed_either(clip, monkeypatch):
    with Store(clip) as store, FaultServer(redirect(302, f"{store.url}/")) as proxy:
        monkeypatch.setenv("HTTP_PROXY", proxy.url)
        _, source = look_behind("http://video.example/", local=False)
    assert (source.reached.trouble, len(proxy.requests), store.connections) == (Trouble.PRIVATE, 1, 0)
    assert source.reached.hops == (Hop("http://video.example/", f"{store.url}/"),)


def test_a_name_that_leads_to_this_machine_is_not_contacted(clip, monkeypatch):
    resolve = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda host, *rest, **named: resolve("127.0.0.1", *rest, **named))
    with Store(clip) as store:
        _, source = look_behind(f"http://video.example:{store.port}/", local=False)
    assert (source.reached.trouble, store.connections) == (Trouble.PRIVATE, 0)


PUBLIC = "93.184.215.14"


@pytest.fixture
def network(monkeypatch):
    """Name servers and routes: `names` are the answers to come, `routes` lead from a public address to a port here.

    `contacted` are the addresses that connections were opened to.
    """
    resolve, connect = socket.getaddrinfo, socket.socket.connect

    made = SimpleNamespace(names=[], routes={}, contacted=[])

    def looked_up(host, port, *rest, **named):
        addresses = made.names.pop(0) if host == "video.example" else [host]
        return [found for address in addresses for found in resolve(address, port, *rest, **named)]

    def connected(self, address):
        made.contacted.append(address[0])
        if address[0] == PUBLIC and PUBLIC not in made.routes:
            raise ConnectionRefusedError
        return connect(self, ("127.0.0.1", made.routes.get(address[0], address[1])))

    monkeypatch.setattr(socket, "getaddrinfo", looked_up)
    monkeypatch.setattr(socket.socket, "connect", connected)
    return made


def test_a111_a_name_bound_to_a_private_address_meanwhile_is_contacted_where_it_was_judged(
    home, clip, monkeypatch, network
):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    monkeypatch.delenv("HTTPS_PROXY")
    with Store(clip, tls=trusted("video.example")) as store, Store(clip) as inside:
        network.routes = {PUBLIC: store.port}
        network.names = [[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]]
        facts, source = look_behind(f"https://video.example:{inside.port}/clip.mp4", local=False)
        assert network.contacted == [PUBLIC]
        assert inside.connections == 0
        # The name is still the one that the server and its certificate know.
        assert store.requests[0].headers["host"] == f"video.example:{inside.port}"
    # The second part was asked of a name that is private by now, so it was not sent.
    assert (len(store.requests), source.reached.trouble) == (1, Trouble.PRIVATE)
    assert facts.size == len(clip)


def test_every_address_that_was_judged_is_tried(clip, network):
    with Store(clip) as store:
        other = "93.184.215.15"
        network.routes = {other: store.port}
        network.names = [[PUBLIC, other]] * 3
        facts, _ = look_behind("http://video.example/clip.mp4", local=False)
    assert facts.duration == 62
    assert network.contacted[:2] == [PUBLIC, other]


def test_a111_a_name_with_one_private_address_is_not_contacted_at_all(network):
    network.names = [[PUBLIC, "10.0.0.1"]]
    _, source = look_behind("http://video.example/clip.mp4", local=False)
    assert (source.reached.trouble, network.contacted) == (Trouble.PRIVATE, [])


def test_a_name_that_cannot_be_resolved_is_told(monkeypatch):
    monkeypatch.delenv("HTTPS_PROXY")
    _, source = look_behind("https://nowhere.invalid/clip.mp4", local=False)
    assert source.reached.trouble is Trouble.NAME


def test_behind_a_proxy_it_is_the_proxy_that_resolves(home, clip, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(bundle(home)))
    with Store(clip, tls=trusted("video.example")) as store, FaultServer(tunnel(store)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        facts, source = look_behind("https://video.example/clip.mp4", local=False)
        assert (facts.duration, source.reached.host) == (62, "video.example")
        _, source = look_behind("https://192.168.1.1/clip.mp4", local=False)
        assert source.reached.trouble is Trouble.PRIVATE
    with FaultServer(reply(403)) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", proxy.url)
        _, source = look_behind("https://video.example/clip.mp4", local=False)
        assert source.reached.trouble is Trouble.PROXY
    with refusing_port() as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{port}")
        _, source = look_behind("https://video.example/clip.mp4", local=False)
        assert source.reached.trouble is Trouble.PROXY
