# yangguang: two commands matter, `make run` and `make check`.
#
#   make run      install what is missing, build, make the fixture databases, run the pipelines
#   make check    install what is missing, build, run every test
#   make          build into build/release
#   make V=1 ...  show the commands
#   MODE=debug | san    other build folders: build/debug, build/san (ASan and UBSan)

# Flow order.  Every stage is src/STAGE/ and builds bin/yg-STAGE; run/ builds bin/yg.
STAGES  := extract mask aggregate protect package publish
PROGRAMS_ALL := $(STAGES) run

MODE    ?= release
BUILD   ?= build
PREFIX  ?= /usr/local
CC      := $(if $(filter default,$(origin CC)),gcc,$(CC))
B       := $(BUILD)/$(MODE)

VERSION := 0.1.0
WARN    := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
           -Wwrite-strings -Wvla -Wformat=2 -Wundef -Wcast-qual $(if $(CI),-Werror)
HARDEN  := -D_FORTIFY_SOURCE=3 -fstack-protector-strong -fstack-clash-protection \
           -fcf-protection=full -ftrivial-auto-var-init=zero -fzero-call-used-regs=used-gpr
MODE_release := -O2 -g $(HARDEN)
MODE_debug   := -O0 -g3
MODE_san     := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

CPPFLAGS += -Isrc -I$(B) -D_GNU_SOURCE -DYG_VERSION='"$(VERSION)"' -include core/banned.h
ALL_CFLAGS = -std=gnu11 -fPIE -MMD -MP $(WARN) $(MODE_$(MODE)) $(CFLAGS)
ALL_LDFLAGS = -pie -Wl,-z,relro,-z,now,-z,noexecstack,-z,separate-code -Wl,--as-needed \
              $(if $(filter san,$(MODE)),-fsanitize=address,undefined) $(LDFLAGS)

LIBS_core      := -lcsv -lcjson -lcrypto -lxxhash
LIBS_extract   := -lsqlite3 -lpthread
LIBS_aggregate := -lpthread
LIBS_package   := -lxlsxwriter -larchive -ldeflate -lz -lpthread
LIBS_run       := -lsqlite3
LIBS_all       := $(LIBS_extract) $(LIBS_package) $(LIBS_core)

obj      = $(patsubst %.c,$(B)/%.o,$(1))
bin      = $(B)/bin/$(if $(filter run,$(1)),yg,yg-$(1))
CORE    := $(call obj,$(wildcard src/core/*.c))
LOGIC   := $(call obj,$(filter-out %/main.c,$(wildcard $(PROGRAMS_ALL:%=src/%/*.c))))
PROGRAMS := $(foreach p,$(PROGRAMS_ALL),$(if $(wildcard src/$(p)/main.c),$(call bin,$(p))))
UNITS   := $(patsubst tests/unit/%.c,$(B)/unit/%,$(wildcard tests/unit/test_*.c))
GENERATE := $(B)/fixtures/generate

ifneq ($(V),1)
Q = @printf '  %-5s %s\n' "$(1)" "$(patsubst $(BUILD)/%,%,$@)";
endif

all: programs
programs: $(PROGRAMS) $(GENERATE)

define program
$(call bin,$(1)): $(call obj,$(wildcard src/$(1)/*.c)) $(B)/libcore.a
$(call bin,$(1)): LDLIBS = $(LIBS_$(1)) $(LIBS_core)
endef
$(foreach p,$(PROGRAMS_ALL),$(eval $(call program,$(p))))

$(PROGRAMS):
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ $(LDLIBS)
$(B)/libcore.a: $(CORE)
	$(call Q,AR)rm -f $@ && ar rcs $@ $^
$(B)/liblogic.a: $(LOGIC)
	$(call Q,AR)rm -f $@ && ar rcs $@ $^
$(B)/unit/%: $(B)/tests/unit/%.o $(B)/liblogic.a $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ -lcmocka -lglpk $(LIBS_all)
$(GENERATE): $(call obj,$(wildcard fixtures/*.c)) $(B)/libcore.a
	$(call Q,LD)mkdir -p $(@D) && $(CC) $(ALL_LDFLAGS) -o $@ $^ -lsqlite3 $(LIBS_core)
$(B)/%.o: %.c
	$(call Q,CC)mkdir -p $(@D) && $(CC) $(CPPFLAGS) $(ALL_CFLAGS) -c -o $@ $<

clean:
	rm -rf $(BUILD)

.PHONY: all programs clean
.SECONDARY:
-include $(shell find $(B) -name '*.d' 2>/dev/null)
