"""The program's own support menus, round by round."""
