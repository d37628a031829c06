"""Every route says who may call it."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.builders.website import Website
from web.roles import RESPONDENT, declared, require_declared, roles


def test_no_route_of_the_application_lacks_its_roles(site: Website) -> None:
    found = declared(site.app)

    assert set(found) == {rule.endpoint for rule in site.app.url_map.iter_rules()}
    assert all(found.values()), found


def test_every_respondents_route_is_for_respondents_alone(site: Website) -> None:
    respondents = {name: who for name, who in declared(site.app).items() if "respond." in name}

    assert respondents
    assert set(respondents.values()) == {frozenset({RESPONDENT})}


def test_an_application_with_an_undeclared_route_does_not_start() -> None:
    app = Flask("planted")
    app.add_url_rule("/open", "forgotten", lambda: "", methods=["POST"])

    with pytest.raises(RuntimeError, match="No roles declared for: forgotten, static"):
        require_declared(app)


def test_a_declaration_names_each_role() -> None:
    app = Flask("planted", static_folder=None)
    app.add_url_rule("/", "front", roles("officer", "qa")(lambda: ""))

    assert declared(app) == {"front": {"officer", "qa"}}
