# What the Tab key offers behind `pmtrack`, for fish. Written by `pmtrack completion fish`.
#
# What comes back is a value a line, with a tab and its description behind it; a line that begins with a tab asks
# for file names. fish quotes what it inserts. Nothing of it is ever expanded or run.

function __pmtrack_offers
    set -l before (commandline -opc)
    set -l current (commandline -ct)
    set -l words (string join \n -- $before | string collect)\n"$current"
    for line in (env _PMTRACK_COMPLETE=fish _PMTRACK_WORDS="$words" $before[1] 2>/dev/null </dev/null)
        if string match --quiet -- \t'*' $line
            __fish_complete_path "$current"
        else
            printf '%s\n' $line
        end
    end
end

complete --command pmtrack --no-files --keep-order --arguments '(__pmtrack_offers)'
