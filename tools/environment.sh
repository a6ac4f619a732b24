# Sourced by run, dev and check: where the tools are, and a compiler cache that serves every checkout of this project.
SAHAY_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PATH="$SAHAY_ROOT/build/node/bin:$PATH"
export CCACHE_BASEDIR="$SAHAY_ROOT" CCACHE_NOHASHDIR=1 CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-10G}
export CCACHE_PCH_EXTSUM=1
export CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
export NO_COLOR=1 npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
cores=$(nproc)
