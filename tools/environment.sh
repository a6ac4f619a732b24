# Sourced by run, dev and check: where the tools are. The compiler cache is set up in tools/compile.
SAHAY_ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export PATH="$SAHAY_ROOT/build/node/bin:$PATH"
export CCACHE_MAXSIZE=${CCACHE_MAXSIZE:-10G}
export NO_COLOR=1 npm_config_fund=false npm_config_audit=false npm_config_update_notifier=false
cores=$(nproc)
