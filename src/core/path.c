#include "core/path.h"

#include <limits.h>
#include <unistd.h>

const char *path_shown(const char *path)
{
	char cwd[PATH_MAX];
	size_t n;

	if (path[0] != '/' || !getcwd(cwd, sizeof(cwd)))
		return path;
	n = strlen(cwd);
	if (n > 1 && strncmp(path, cwd, n) == 0 && path[n] == '/' && path[n + 1])
		return path + n + 1;
	return path;
}
