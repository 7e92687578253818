"""The demonstration: the real case, dated from the day it is loaded, and more of the same shape."""
