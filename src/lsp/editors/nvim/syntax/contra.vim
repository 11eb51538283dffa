" Colours of rule files, for Vim and Neovim.
if exists('b:current_syntax')
  finish
endif

syntax case match

syntax keyword contraJoint and or not is unless while where any no every at least most above under up allergic taking
syntax keyword contraJoint planned present treated touches after before last start end its within visit until from to
syntax keyword contraJoint of for by on in as with otherwise instead then when else
syntax keyword contraOutcome wait better limit go note again earliest asks renewed
syntax keyword contraAnswer yes unsure declined never ongoing more
syntax keyword contraWord a about age ago allergies also an answer answered applicable approved area ask asked avoid
syntax keyword contraWord back because between change changed check cite clearance cleared client code come counts
syntax keyword contraWord depth detail device do effective entry events example expect exposures form full future given
syntax keyword contraWord guarantee guidance guideline healed holds house kind label law list looks loosen needs next
syntax keyword contraWord nothing number older one only order other pack part past performs plan policy practitioner
syntax keyword contraWord precare prescribed question records review role say session signed source spread started
syntax keyword contraWord states study tell term test tests text than the this tighten tolerance use vocabulary watch
syntax keyword contraWord words aftercare
syntax keyword contraUnit day days hour hours week weeks month months year years

syntax match contraItem /^\s*\(vocabulary\|pack\|policy\|tests\|role\|term\|list\|ask\|detail\|tolerance\|source\|check\|guarantee\|aftercare\|precare\|about\|example\|test\|tighten\|loosen\)\>\(\s\+again\>\)\@!/
syntax match contraItem /^\(part\|area\)\>/
syntax match contraName /\(^\s*\(vocabulary\|pack\|area\|role\|term\|list\|ask\|detail\|source\|check\|guarantee\|aftercare\|precare\|about\|example\|tighten\|loosen\)\s\+\)\@<=\h\w*/
syntax match contraClause /^\s*\(because\|tell\|cite\|spread\|review\|effective\|cleared\|then\|approved\|given\|expect\|use\|needs\|performs\|records\|looks\|answered\|asked\|also\|code\|say\|avoid\|do\|watch\|next\|plan\|form\)\>/
syntax match contraNumber /\<\d\+\(\.\d\+\)*\>/
syntax match contraDate /\<\d\{4}-\d\d\(-\d\d\)\?\>/
syntax match contraEscape /\\["\\]/ contained
syntax region contraText start=/"/ skip=/\\./ end=/"/ end=/$/ contains=contraEscape,@Spell
syntax match contraComment /#.*$/ contains=contraTodo,@Spell
syntax keyword contraTodo TODO FIXME contained

highlight default link contraItem Statement
highlight default link contraName Identifier
highlight default link contraClause Keyword
highlight default link contraOutcome Conditional
highlight default link contraJoint Operator
highlight default link contraAnswer Boolean
highlight default link contraWord Keyword
highlight default link contraUnit Type
highlight default link contraNumber Number
highlight default link contraDate Number
highlight default link contraText String
highlight default link contraEscape SpecialChar
highlight default link contraComment Comment
highlight default link contraTodo Todo

let b:current_syntax = 'contra'
