# SPDX-License-Identifier: GPL-3.0-or-later
"""What the description of the API says beyond what its serializers and views say themselves."""

SPECTACULAR_SETTINGS = {
    "TITLE": "GLAMwiki API",
    "DESCRIPTION": "Partnerships with galleries, libraries, archives and museums. "
    "A refusal answers 409 in words, a malformed request 400 with the field. "
    "Fields that are not for the reader are left out.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "glamwiki.openapi.name_what_may_lack",
        "glamwiki.openapi.name_refusals",
    ],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "ENUM_NAME_OVERRIDES": {
        "CaseStudyKindEnum": "casestudies.facts.Kind",
        "CaseStudyStateEnum": "casestudies.models.CaseStudy.State",
        "ClauseKindEnum": "agreements.models.ClauseKind",
        "CommitmentStateEnum": "partnerships.models.Commitment.State",
        "MouKindEnum": "partnerships.models.Mou.Kind",
        "MouStateEnum": "partnerships.models.Mou.State",
    },
}
