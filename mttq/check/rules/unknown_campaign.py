"""A report of a campaign that the catalogue does not have, or that is not in the year of its last day."""

from __future__ import annotations

from collections.abc import Iterator

from mttq.catalogue import Catalogue
from mttq.diagnostics import FILE_START, Code, Diagnostic
from mttq.documents.facts import Facts
from mttq.names import CAMPAIGNS, PLANS
from mttq.period import CAMPAIGN
from mttq.spelling import suggestion

UNKNOWN_CAMPAIGN = Code("MT117", "dot-la")
WRONG_YEAR = Code("MT118", "dot-sai-nam")


def unknown_campaign(facts: Facts, catalogue: Catalogue) -> Iterator[Diagnostic]:
    """Check that the campaign of a report is in the catalogue, and the report in the campaign's year."""
    ref = facts.ref
    if not ref.period.name.startswith(CAMPAIGN):
        return
    name = ref.period.name.removeprefix(CAMPAIGN)
    campaign = catalogue.campaigns.get(name)
    if campaign is None:
        yield Diagnostic(
            UNKNOWN_CAMPAIGN,
            ref.path,
            FILE_START,
            f"danh mục không có đợt “{name}”",
            help=suggestion(name, catalogue.campaigns)
            or f"thêm đợt vào {CAMPAIGNS}: {name}: {{ten: …, tu: …, den: …}}, hoặc sửa tên tệp",
        )
    elif campaign.cycle.folder != ref.cycle.folder:
        yield Diagnostic(
            WRONG_YEAR,
            ref.path,
            FILE_START,
            f"đợt “{name}” kết thúc ngày {campaign.last:%d/%m/%Y} nhưng tệp nằm trong năm {ref.cycle.folder}",
            help=f"chuyển tệp về {PLANS}/{campaign.cycle.folder}/{ref.unit}/{ref.period.name}.yaml",
        )
