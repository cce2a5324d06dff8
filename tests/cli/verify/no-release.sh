# A folder that is not there.
yg-verify nowhere
