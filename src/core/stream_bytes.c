#include "core/stream_bytes.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "core/arrow.h"
#include "core/mem.h"
#include "core/program.h"

enum {
	AHEAD = 4096, /* holds a prefix and the metadata of most batches */
	META_MAX = 16 * 1024 * 1024,
	FIRST_BLOCK = 64 * 1024,
	PIPE_BYTES = 1024 * 1024
};

void stream_bytes_open(struct stream_bytes *in, int fd, const char *name, struct str head,
		       size_t max_body)
{
	*in = (struct stream_bytes){
		.fd = fd, .name = name, .max_body = max_body, .ahead = BUF_INIT
	};
	buf_reserve(&in->ahead, AHEAD);
	buf_add(&in->ahead, head.p, head.n);
	/* A hop through a larger pipe costs fewer switches; if not, not. */
	fcntl(fd, F_SETPIPE_SZ, PIPE_BYTES);
}

void stream_bytes_release(struct stream_bytes *in)
{
	buf_release(&in->ahead);
	free(in->meta.p);
	free(in->body.p);
}

/* What one read() gives: 0 at the end. */
static ssize_t read_some(struct stream_bytes *in, void *p, size_t n, struct err *err)
{
	struct pollfd wait = { .fd = in->fd, .events = POLLIN };
	ssize_t got;

	if (in->at_end)
		return 0;
	for (;;) {
		got = read(in->fd, p, n);
		if (got >= 0) {
			in->at_end = got == 0;
			return got;
		}
		if (errno == EAGAIN)
			poll(&wait, 1, -1);
		else if (errno != EINTR)
			return err_sys(err, ERR_IO, "reading");
		if (program_check(err) < 0)
			return -1;
	}
}

static int fill_ahead(struct stream_bytes *in, struct err *err)
{
	ssize_t got;

	buf_clear(&in->ahead);
	in->at = 0;
	got = read_some(in, in->ahead.p, AHEAD, err);
	if (got < 0)
		return -1;
	in->ahead.n = (size_t)got;
	return 0;
}

int stream_bytes_read(struct stream_bytes *in, void *p, size_t n, size_t *got, struct err *err)
{
	size_t left;
	ssize_t part;

	for (*got = 0; *got < n; *got += (size_t)part) {
		left = in->ahead.n - in->at;
		if (left == 0 && n - *got < AHEAD) {
			if (fill_ahead(in, err) < 0)
				return -1;
			left = in->ahead.n;
		}
		if (left) {
			part = (ssize_t)(left < n - *got ? left : n - *got);
			memcpy((char *)p + *got, in->ahead.p + in->at, (size_t)part);
			in->at += (size_t)part;
			continue;
		}
		part = read_some(in, (char *)p + *got, n - *got, err);
		if (part < 0)
			return -1;
		if (part == 0)
			break;
	}
	return 0;
}

/* n bytes after those that are there: 1; 0 when they end before. */
static int read_block(struct stream_bytes *in, struct stream_block *block, size_t n,
		      struct err *err)
{
	size_t end = block->n + n, part, got;

	while (block->n < end) {
		if (block->n == block->capacity)
			block->p = mem_grow(block->p, &block->capacity,
					    block->capacity ? block->n + 1 : FIRST_BLOCK, 1);
		part = block->capacity < end ? block->capacity - block->n : end - block->n;
		if (stream_bytes_read(in, block->p + block->n, part, &got, err) < 0)
			return -1;
		block->n += got;
		if (got < part)
			return 0;
	}
	return 1;
}

static int bad_prefix(const unsigned char *p, struct err *err)
{
	if (memcmp(p, "ARROW1", 6) == 0)
		return err_set(err, ERR_STREAM, "this is an Arrow file, not an Arrow stream");
	return err_set(err, ERR_STREAM,
		       "no message begins here (a stream must have the framing of Arrow 0.15 or "
		       "later)");
}

/* Prefix and metadata into in->meta. */
static int read_meta(struct stream_bytes *in, struct err *err)
{
	uint32_t n;
	int ret;

	in->meta.n = 0;
	ret = read_block(in, &in->meta, ARROW_PREFIX, err);
	if (ret <= 0)
		return ret < 0 ? -1 : in->meta.n ? STREAM_CUT : 0;
	if (memcmp(in->meta.p, ARROW_CONTINUATION, 4) != 0)
		return bad_prefix(in->meta.p, err);
	memcpy(&n, in->meta.p + 4, 4);
	n = le32toh(n);
	if (n == 0)
		return STREAM_MARK;
	if (n > META_MAX || n % 8)
		return err_set(err, ERR_STREAM, "a message claims %u bytes of metadata", n);
	ret = read_block(in, &in->meta, n, err);
	return ret == 0 ? STREAM_CUT : ret;
}

int stream_bytes_message(struct stream_bytes *in, struct err *err)
{
	int64_t body;
	int ret = read_meta(in, err);

	if (ret != 1)
		return ret;
	in->fb = (struct fb){ in->meta.p + ARROW_PREFIX, in->meta.n - ARROW_PREFIX, false };
	in->message = fb_root(&in->fb);
	in->version = (int)fb_int(&in->message, MESSAGE_VERSION, 2, 0);
	in->type = (int)fb_int(&in->message, MESSAGE_TYPE, 1, 0);
	in->header = fb_table(&in->message, MESSAGE_HEADER);
	body = fb_int(&in->message, MESSAGE_BODY, 8, 0);
	if (in->fb.is_bad || in->header.at == 0)
		return err_set(err, ERR_STREAM, "the metadata of a message is broken");
	if (in->version != ARROW_V5 && in->version != ARROW_V4)
		return err_set(err, ERR_STREAM, "metadata version %d is not V4 or V5",
			       in->version + 1);
	if (body < 0 || body % 8)
		return err_set(err, ERR_STREAM, "a message claims a body of %lld bytes",
			       (long long)body);
	if ((uint64_t)body > in->max_body)
		return err_set(err, ERR_STREAM,
			       "a message claims a body of %lld bytes, more than %zu",
			       (long long)body, in->max_body);
	in->body.n = 0;
	ret = read_block(in, &in->body, (size_t)body, err);
	return ret == 0 ? STREAM_CUT : ret;
}
