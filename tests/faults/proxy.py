"""An HTTP proxy made of an answer: CONNECT leads to a server of the test, whatever name was asked for."""

import selectors
import socket

from faults.answers import head
from faults.server import Answer, Exchange, FaultServer


def tunnel(to: FaultServer) -> Answer:
    """Accept a CONNECT and carry bytes both ways until either side ends."""

    def answer(exchange: Exchange) -> None:
        exchange.close()
        with socket.create_connection((to.host, to.port)) as far:
            exchange.send(head(200, reason="Connection established"))
            carry(exchange, far)

    return answer


def carry(exchange: Exchange, far: socket.socket) -> None:
    with selectors.DefaultSelector() as selector:
        selector.register(exchange.sock, selectors.EVENT_READ, far)
        selector.register(far, selectors.EVENT_READ, exchange.sock)
        while not exchange.stopping.is_set():
            for key, _ in selector.select(0.05):
                data = key.fileobj.recv(65536)
                if not data:
                    return
                key.data.sendall(data)
