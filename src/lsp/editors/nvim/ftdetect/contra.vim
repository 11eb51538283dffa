autocmd BufNewFile,BufRead *.contra setfiletype contra
