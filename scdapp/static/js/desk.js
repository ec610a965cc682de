// The organisers’ enhancements; every form works without them.
