"""The site engine, behind one small interface."""

from generator.rendering.engine import Engine
from generator.rendering.material import Material

__all__ = ["Engine", "Material"]
