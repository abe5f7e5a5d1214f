"""The finder of support menus: the ministries' tables by filters and text, and the program's own menus by round."""

from advisor.guides.menu_results import Facet, FacetValue, FoundMenus, MenuQuery, MenuRow, Programme
from advisor.guides.support_results import OwnItem, OwnSupport

__all__ = ["Facet", "FacetValue", "FoundMenus", "MenuQuery", "MenuRow", "OwnItem", "OwnSupport", "Programme"]
