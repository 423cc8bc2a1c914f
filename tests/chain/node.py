"""Requests to the node itself, beside Brownie."""

from brownie import web3


def ask(method, *params):
    return web3.provider.make_request(method, list(params))
