#include "report/read/plain_text.h"

#include "core/text.h"

static int from_gb18030(struct str bytes, const char *name, struct buf *to, struct err *err)
{
	struct recoder *r;
	int ret;

	if (recoder_open("GB18030", &r, err) < 0)
		return -1;
	ret = recoder_put(r, bytes.p, bytes.n, true, to, err);
	recoder_close(r);
	return ret < 0 ? err_set(err, ERR_DATA, "%s: neither UTF-8 nor GB18030", name) : 0;
}

int plain_text(struct str bytes, const char *name, struct buf *to, struct err *err)
{
	if (bytes.n >= 2 &&
	    (memcmp(bytes.p, "\xff\xfe", 2) == 0 || memcmp(bytes.p, "\xfe\xff", 2) == 0))
		return err_set(err, ERR_DATA, "%s: UTF-16; save it as UTF-8 or GB18030", name);
	if (bytes.n >= 3 && memcmp(bytes.p, "\xef\xbb\xbf", 3) == 0)
		bytes = (struct str){ bytes.p + 3, bytes.n - 3 };
	if (bytes.n && memchr(bytes.p, 0, bytes.n))
		return err_set(err, ERR_DATA, "%s: holds NUL bytes, so it is no text", name);
	if (!utf8_is_valid(bytes.p, bytes.n))
		return from_gb18030(bytes, name, to, err);
	buf_add(to, bytes.p, bytes.n);
	return 0;
}
