; Windows: "Share with Annotate Share" in the menu of every .h5ad file, whichever program opens it.
; It opens the page for sharing with the file in it; nothing is shared before somebody clicks Share.

!define SHARE_VERB "Software\Classes\SystemFileAssociations\.h5ad\shell\AnnotateShare"

!macro customInstall
  WriteRegStr SHELL_CONTEXT "${SHARE_VERB}" "" "Share with Annotate Share"
  WriteRegStr SHELL_CONTEXT "${SHARE_VERB}" "Icon" "$appExe,0"
  WriteRegStr SHELL_CONTEXT "${SHARE_VERB}\command" "" '"$appExe" "%1"'
!macroend

!macro customUnInstall
  ${ifNot} ${isUpdated}
    DeleteRegKey SHELL_CONTEXT "${SHARE_VERB}"
  ${endIf}
!macroend
