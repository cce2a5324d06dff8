#include "inspect/walk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/file.h"
#include "core/mem.h"
#include "inspect/body.h"

/* One walk over a folder. */
struct tour {
	struct walk walk;
	long long number; /* of the files so far */
};

static int tour_folder(struct tour *t, const char *path, const char *shown, struct err *err);

/* A mapped file may shrink under us only when somebody else writes into the release. */
static int tour_open(struct tour *t, const char *path, struct body *body, struct err *err)
{
	int ret, fd = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct stat st;
	void *map = NULL;

	if (fd < 0)
		return err_sys(err, ERR_IO, "%s: cannot open", body->file);
	if (fstat(fd, &st) < 0) {
		close(fd);
		return err_sys(err, ERR_IO, "%s: cannot read", body->file);
	}
	if (st.st_size > 0) {
		map = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
		if (map == MAP_FAILED) {
			close(fd);
			return err_sys(err, ERR_IO, "%s: cannot map", body->file);
		}
		madvise(map, (size_t)st.st_size, MADV_SEQUENTIAL);
		body->is_mapped = true;
		body->bytes = (struct str){ map, (size_t)st.st_size };
	}
	close(fd);
	ret = body_open(&t->walk, body, err);
	if (map)
		munmap(map, (size_t)st.st_size);
	return ret;
}

/* The name as a piece; then `file`, what findings may call it, to be freed. */
static int tour_name(struct tour *t, const char *shown, char **file, struct err *err)
{
	char *number;
	struct buf b = BUF_INIT;

	buf_printf(&b, "file %lld", ++t->number);
	number = buf_detach(&b);
	if (body_name(&t->walk, number, str_of(shown), err) < 0) {
		free(number);
		return -1;
	}
	if (walk_is_clean(&t->walk, str_of(shown))) {
		free(number);
		number = mem_strdup(shown);
	}
	*file = number;
	return 0;
}

static int tour_entry(struct tour *t, const char *path, const char *shown, struct err *err)
{
	struct body body = { .name = shown };
	char *file = NULL;
	struct stat st;
	int ret = 0;

	if (lstat(path, &st) < 0)
		return err_sys(err, ERR_IO, "%s: cannot read", path);
	if (S_ISDIR(st.st_mode))
		return tour_folder(t, path, shown, err);
	if (tour_name(t, shown, &file, err) < 0)
		return -1;
	body.file = file;
	if (S_ISREG(st.st_mode)) {
		ret = tour_open(t, path, &body, err);
	} else if (S_ISLNK(st.st_mode)) {
		char target[4096];
		ssize_t n = readlink(path, target, sizeof(target));

		walk_structure(&t->walk, file, "a link", "");
		if (n > 0)
			ret = body_name(&t->walk, file, (struct str){ target, (size_t)n }, err);
	} else {
		walk_structure(&t->walk, file, "neither file nor folder", "");
	}
	free(file);
	return ret;
}

static int tour_folder(struct tour *t, const char *path, const char *shown, struct err *err)
{
	char **names = NULL, *file = NULL;
	size_t i, n = 0;
	int ret = 0;

	if (file_list(path, &names, &n, err) < 0)
		return -1;
	if (*shown && n == 0) {
		ret = tour_name(t, shown, &file, err);
		if (ret == 0)
			walk_structure(&t->walk, file, "an empty folder", "");
		free(file);
	}
	for (i = 0; i < n && ret == 0; i++) {
		char *below = file_join(path, names[i]);
		char *name = *shown ? file_join(shown, names[i]) : mem_strdup(names[i]);

		ret = tour_entry(t, below, name, err);
		free(below);
		free(name);
	}
	file_list_free(names, n);
	return ret;
}

int walk_release(const char *folder, const struct walk_options *o, struct findings *f,
		 piece_fn *each, void *ctx, struct err *err)
{
	struct tour t = { .walk = { .o = o, .findings = f, .each = each, .ctx = ctx } };
	int ret = tour_folder(&t, folder, "", err);

	return ret;
}

int walk_bytes(const char *name, struct str bytes, const struct walk_options *o, struct findings *f,
	       piece_fn *each, void *ctx, struct err *err)
{
	struct walk w = { .o = o, .findings = f, .each = each, .ctx = ctx };
	struct body body = { .name = name, .file = name, .bytes = bytes };
	int ret = body_open(&w, &body, err);

	return ret;
}
