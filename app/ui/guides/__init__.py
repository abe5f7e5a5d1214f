"""The guided pages: where people would rather fill a form and read a table than ask."""

from app.ui.guides.eligibility import EligibilityGuide
from app.ui.guides.guide import Guide
from app.ui.guides.hubs import HubsGuide
from app.ui.guides.schedule import ScheduleGuide
from app.ui.guides.support_menus import MenusGuide
from app.ui.guides.type_selection import TypeGuide

GUIDES: tuple[type[Guide], ...] = (EligibilityGuide, TypeGuide, MenusGuide, ScheduleGuide, HubsGuide)
