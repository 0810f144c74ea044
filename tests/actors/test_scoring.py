"""How likely a pronoun means each of its candidates: the arithmetic of the network, and the networks as stored."""

import numpy as np
import pytest

from dragoman.actors.scoring import NETWORKS, Network, load_networks

NEAR, FAR, NAMED = ("distance", "0"), ("distance", "5-8"), ("sort", "named singular person")


@pytest.fixture
def network() -> Network:
    """One hidden unit, which sees only NAMED; NEAR and FAR count by themselves."""
    vectors = np.array([[0, 0], [0, 1], [0, -1], [2, 0]], np.float32)
    return Network({NEAR: 1, FAR: 2, NAMED: 3}, vectors, np.array([-1], np.float32), np.array([3], np.float32), 0.5)


def test_chances_add_up_to_one_and_follow_the_scores(network: Network) -> None:
    chances = network.chances([[NEAR, NAMED], [FAR, NAMED], [NEAR]])
    assert chances == pytest.approx(np.exp([4, 2, 1]) / np.exp([4, 2, 1]).sum())


def test_features_not_known_count_for_nothing(network: Network) -> None:
    assert network.chances([[NEAR, ("distance", "never seen")], [NEAR]]) == pytest.approx([0.5, 0.5])
    assert network.chances([[("distance", "never seen")], []]) == pytest.approx([0.5, 0.5])


def test_every_class_of_pronouns_has_a_network() -> None:
    networks = load_networks()
    assert networks.keys() == NETWORKS.keys()
    for network in networks.values():
        assert network.vectors.shape == (1 + len(network.features), len(network.bias) + 1)
        assert not network.vectors[0].any()
        assert 0 < network.enough < 1
