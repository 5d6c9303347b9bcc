"""Raw records → linked objects. References that resolve nowhere become findings and stand-ins, so that the
rest of the input is still checked in the same run; stand-ins are never published, because errors stop the build.
"""

from generator.linking.corpus import link

__all__ = ["link"]
