#include "run/own_folder.h"

#include <limits.h>
#include <unistd.h>

#include "core/mem.h"

int own_folder(char **folder, struct err *err)
{
	char path[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", path, sizeof(path) - 1);
	char *slash;

	if (n <= 0)
		return err_sys(err, ERR_IO, "/proc/self/exe: cannot read");
	path[n] = '\0';
	slash = strrchr(path, '/');
	*folder = mem_strndup(path, (size_t)(slash - path));
	return 0;
}
