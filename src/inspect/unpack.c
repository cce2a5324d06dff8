#include "inspect/unpack.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include "core/file.h"
#include "core/mem.h"
#include "inspect/show.h"

enum { HEAD = 65536, STEP = 1 << 20 };

/* One member on its way out. */
struct unpacking {
	struct walk *w;
	const struct body *inside;
	unpack_fn *read;
	void *ctx;
	struct buf bytes;
	bool ended;
};

/* Reads until the buffer holds `most` bytes or the member ends. */
static void fill(struct unpacking *u, size_t most)
{
	size_t step;
	long n;

	while (!u->ended && u->bytes.n < most) {
		step = most - u->bytes.n < STEP ? most - u->bytes.n : STEP;
		n = u->read(u->ctx, buf_reserve(&u->bytes, step), step);
		if (n < 0)
			walk_structure(u->w, u->inside->file, "damaged: cannot be read to its end",
				       "");
		if (n <= 0 || !walk_may_unpack(u->w, u->inside->file, (size_t)n)) {
			u->ended = true;
			break;
		}
		u->bytes.n += (size_t)n;
	}
}

static int open_stream(struct unpacking *u, struct err *err)
{
	struct show_stream *s = show_stream_open(u->w, u->inside,
						 (struct str){ u->bytes.p, u->bytes.n });
	int ret;

	do {
		ret = show_stream_put(s, u->bytes.p, u->bytes.n, err);
		buf_clear(&u->bytes);
		if (ret == 0)
			fill(u, STEP);
	} while (ret == 0 && u->bytes.n);
	return show_stream_close(s, ret == 0, err) < 0 ? -1 : ret;
}

/* Without a name from the start where the file system can do that. */
static int spool_open(struct err *err)
{
	const char *folder = getenv("TMPDIR");
	char *path;
	int fd;

	if (!folder || !*folder)
		folder = "/tmp";
	fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
	if (fd >= 0)
		return fd;
	path = file_join(folder, "yg-inspect-XXXXXX");
	fd = mkostemp(path, O_CLOEXEC);
	if (fd < 0)
		err_sys(err, ERR_IO, "%s: cannot make a temporary file", folder);
	else
		unlink(path);
	free(path);
	return fd;
}

/* Too much for memory: into a file, and from there as if it were one of the release. */
static int open_spooled(struct unpacking *u, struct err *err)
{
	struct body body = *u->inside;
	int ret = 0, fd = spool_open(err);
	size_t total = 0;
	void *map;

	if (fd < 0)
		return -1;
	while (ret == 0 && u->bytes.n) {
		total += u->bytes.n;
		ret = file_write_all(fd, "temporary file", u->bytes.p, u->bytes.n, err);
		buf_clear(&u->bytes);
		if (ret == 0)
			fill(u, STEP);
	}
	buf_release(&u->bytes);
	if (ret == 0) {
		map = mmap(NULL, total, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map == MAP_FAILED) {
			ret = err_sys(err, ERR_IO, "cannot map a temporary file");
		} else {
			body.bytes = (struct str){ map, total };
			body.is_mapped = true;
			ret = body_open(u->w, &body, err);
			munmap(map, total);
		}
	}
	close(fd);
	return ret;
}

int unpack_open(struct walk *w, const struct body *inside, unpack_fn *read, void *ctx,
		struct err *err)
{
	struct unpacking u = {
		.w = w, .inside = inside, .read = read, .ctx = ctx, .bytes = BUF_INIT
	};
	struct body body = *inside;
	int ret;

	if (body_is_too_deep(w, inside))
		return 0;
	fill(&u, HEAD);
	if (!u.ended && kind_of((struct str){ u.bytes.p, u.bytes.n }, false) == KIND_TEXT) {
		body_check_name(w, inside, KIND_TEXT);
		ret = open_stream(&u, err);
	} else {
		fill(&u, WALK_MEMBER);
		if (u.ended) {
			body.bytes = (struct str){ u.bytes.p, u.bytes.n };
			ret = body_open(w, &body, err);
		} else {
			ret = open_spooled(&u, err);
		}
	}
	buf_release(&u.bytes);
	return ret;
}

struct inflate_state {
	z_stream z;
	struct str packed;
	bool ended, broken;
	unsigned crc;
	unsigned long long length;
};

struct inflate_state *inflate_new(struct str packed)
{
	struct inflate_state *s = mem_zalloc(1, sizeof(*s));

	s->packed = packed;
	s->broken = inflateInit2(&s->z, -MAX_WBITS) != Z_OK;
	return s;
}

void inflate_free(struct inflate_state *s)
{
	if (s)
		inflateEnd(&s->z);
	free(s);
}

size_t inflate_used(const struct inflate_state *s)
{
	return (size_t)s->z.total_in;
}

unsigned inflate_crc(const struct inflate_state *s)
{
	return s->crc;
}

unsigned long long inflate_length(const struct inflate_state *s)
{
	return s->length;
}

long inflate_read(void *state, char *p, size_t n)
{
	struct inflate_state *s = state;
	/* zlib does not write through next_in, but says so only where z_const is const. */
	union {
		const char *in;
		Bytef *p;
	} from;
	size_t left;
	int ret = Z_OK;

	if (s->broken)
		return -1;
	s->z.next_out = (Bytef *)p;
	s->z.avail_out = (uInt)n;
	while (!s->ended && s->z.avail_out) {
		left = s->packed.n - (size_t)s->z.total_in;
		from.in = s->packed.p + s->z.total_in;
		s->z.next_in = from.p;
		s->z.avail_in = (uInt)(left < 1 << 30 ? left : 1 << 30);
		ret = inflate(&s->z, Z_NO_FLUSH);
		s->ended = ret == Z_STREAM_END;
		if (ret != Z_OK && ret != Z_STREAM_END)
			break;
	}
	n -= s->z.avail_out;
	/* What came before the damage is shown first. */
	s->broken = !s->ended && ret != Z_OK;
	s->crc = libdeflate_crc32(s->crc, p, n);
	s->length += n;
	return n == 0 && s->broken ? -1 : (long)n;
}
