"""The FEEL of the browser's editors (npm feelin), and the conditions on which ours must agree with it."""
