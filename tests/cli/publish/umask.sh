# What is public is for everybody to read, whatever the umask.
. "$TOP/tests/release.sh"; make_release work
mkdir public
umask 077; yg-publish -q --pass work.pass -p public work && find public ! -type l | LC_ALL=C sort | xargs stat -c "%A %n"
