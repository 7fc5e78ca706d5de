# What the Tab key offers behind `pmtrack`, for bash. Written by `pmtrack completion bash`.
#
# What comes back is one candidate a line, quoted already; a line that begins with a tab asks for file names.
# Nothing of it is ever expanded or run.

_pmtrack() {
    local line IFS=$'\n'
    local words="${COMP_WORDS[*]:0:COMP_CWORD+1}"
    COMPREPLY=()
    while IFS= read -r line; do
        if [[ $line == $'\t'* ]]; then
            compopt -o default 2>/dev/null
        else
            COMPREPLY+=("$line")
        fi
    done < <(
        _PMTRACK_COMPLETE=bash _PMTRACK_WORDS="$words" _PMTRACK_LISTING="${COMP_TYPE-}" COLUMNS="${COLUMNS-}" \
            "$1" 2>/dev/null </dev/null
    )
}

# Up to bash 4.3 the candidates are sorted by the shell, and where there is none it offers files.
complete -o nosort -F _pmtrack pmtrack 2>/dev/null || complete -o default -F _pmtrack pmtrack
