#compdef pmtrack
# What the Tab key offers behind `pmtrack`, for zsh. Written by `pmtrack completion zsh`.
#
# What comes back is a value a line, with a tab and its description behind it; a line that begins with a tab asks
# for file names. zsh quotes what it inserts. Nothing of it is ever expanded or run.

_pmtrack() {
    local line value
    local -i width=0
    local -a lines values texts shown
    lines=("${(@f)$(
        _PMTRACK_COMPLETE=zsh _PMTRACK_WORDS="${(F)${(@Q)words[1,CURRENT]}}" "${(Q)words[1]}" 2>/dev/null </dev/null
    )}")
    for line in "${lines[@]}"; do
        if [[ $line == $'\t'* ]]; then
            _files
            return
        fi
        value=${line%%$'\t'*}
        [[ -z $value ]] && continue
        values+=("$value")
        texts+=("${${line#"$value"}#$'\t'}")
        (( ${(m)#value} > width && (width = ${(m)#value}) ))
    done
    for value line in "${(@)values:^texts}"; do
        shown+=("${(mr:width:)value}${line:+  $line}")
    done
    (( $#values )) || return 1
    compadd -l -V pmtrack -M 'm:{[:lower:]}={[:upper:]}' -d shown -a -- values
}

# As a file of $fpath this is the function's first call; where it is sourced it only says whose it is.
if [[ $funcstack[1] == _pmtrack ]]; then
    _pmtrack "$@"
else
    compdef _pmtrack pmtrack
fi
