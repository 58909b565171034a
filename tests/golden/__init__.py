"""The golden scenarios of the domain, played the way people and programs meet the product."""
