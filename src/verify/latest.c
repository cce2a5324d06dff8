#include "verify/latest.h"

#include <stdlib.h>
#include <sys/stat.h>

#include "core/buf.h"
#include "core/file.h"
#include "core/mem.h"

static void put(struct latest *l, char *folder)
{
	l->folders = mem_grow(l->folders, &l->room, l->n + 1, sizeof(*l->folders));
	l->folders[l->n++] = folder;
}

static bool is_there(const char *folder, const char *name)
{
	char *path = file_join(folder, name);
	struct stat st;
	bool is = stat(path, &st) == 0;

	free(path);
	return is;
}

static void put_dataset(struct latest *l, const char *datasets, const char *name)
{
	char *folder = file_join(datasets, name);

	if (is_there(folder, "latest"))
		put(l, file_join(folder, "latest"));
	free(folder);
}

int latest_add(struct latest *l, const char *path, struct err *err)
{
	size_t before = l->n, n = 0;
	char *datasets, **names;
	int ret;

	if (is_there(path, "datapackage.json") || !is_there(path, "d")) {
		put(l, mem_strdup(path));
		return 0;
	}
	datasets = file_join(path, "d");
	ret = file_list(datasets, &names, &n, err);
	for (size_t i = 0; ret == 0 && i < n; i++)
		put_dataset(l, datasets, names[i]);
	if (ret == 0)
		file_list_free(names, n);
	if (ret == 0 && l->n == before)
		ret = err_set(err, ERR_DATA, "%s: holds no release", datasets);
	free(datasets);
	return ret;
}

void latest_release(struct latest *l)
{
	for (size_t i = 0; i < l->n; i++)
		free(l->folders[i]);
	free(l->folders);
	*l = (struct latest){ .n = 0 };
}
