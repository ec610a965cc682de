// The form by which people register; it works without this.
