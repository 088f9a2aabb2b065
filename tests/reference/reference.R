# Writes reference.json: what R makes of the same small inputs. Run `Rscript tests/reference/reference.R`.
library(survival)

samples <- list(
  "6-MP" = list(  # Freireich et al. 1963: weeks in remission, 9 of 21 ended
    days = c(6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35),
    ended = c(1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0), level = 0.95),
  "placebo" = list(
    days = c(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23), ended = rep(1, 21), level = 0.9),
  "few and long" = list(
    days = c(12, 21, 55, 55, 413, 692, 1013, 1255, 1465), ended = c(1, 1, 1, 0, 1, 1, 0, 1, 0), level = 0.95),
  "halved" = list(days = c(10, 20, 30, 40), ended = c(1, 1, 1, 1), level = 0.95))
compared <- list(c("6-MP", "placebo"), c("6-MP", "placebo", "few and long"))
rates <- list(
  list(12, 900, 5, 2100, 0.95), list(5, 2100, 12, 900, 0.95), list(0, 100, 8, 400, 0.95), list(8, 400, 0, 100, 0.95),
  list(1, 10.5, 1, 10.5, 0.95), list(3, 7000, 40, 12000, 0.9), list(2, 50, 0, 3650, 0.99))
counts <- list(list(0, 120, 0.95), list(1, 30, 0.95), list(8, 4998, 0.95), list(57, 20000, 0.9))
shares <- list(list(0, 5, 0.95), list(5, 5, 0.95), list(2, 9, 0.95), list(1, 1, 0.9), list(40, 97, 0.99))

json <- function(x) {
  if (is.list(x) && !is.null(names(x)))
    return(paste0("{", paste0("\"", names(x), "\": ", vapply(x, json, ""), collapse = ",\n"), "}"))
  if (is.list(x)) return(paste0("[", paste(vapply(x, json, ""), collapse = ",\n"), "]"))
  number <- sub("Inf", "1e999", sprintf("%.15g", as.numeric(if (is.character(x)) 0 else x)))
  told <- if (is.character(x)) paste0("\"", x, "\"") else ifelse(is.na(x), "null", number)
  if (length(x) == 1) told else paste0("[", paste(told, collapse = ", "), "]")
}

curve <- function(sample) {
  fit <- survfit(Surv(sample$days, sample$ended) ~ 1, conf.type = "log-log", conf.int = sample$level)
  at <- fit$n.event > 0
  half <- quantile(fit, 0.5)
  c(sample, list(time = fit$time[at], n_risk = fit$n.risk[at], n_event = fit$n.event[at], survival = fit$surv[at],
    lower = fit$lower[at], upper = fit$upper[at], median = unlist(half, use.names = FALSE)))
}

log_rank <- function(names) {
  days <- unlist(lapply(samples[names], `[[`, "days"))
  ended <- unlist(lapply(samples[names], `[[`, "ended"))
  group <- rep(names, vapply(samples[names], function(sample) length(sample$days), 0))
  found <- survdiff(Surv(days, ended) ~ group)
  list(groups = names, chi_square = found$chisq, p_value = pchisq(found$chisq, length(names) - 1, lower.tail = FALSE))
}

rate_ratio <- function(row) {
  test <- poisson.test(c(row[[1]], row[[3]]), c(row[[2]], row[[4]]), conf.level = row[[5]])
  list(input = unlist(row), ratio = unname(test$estimate), interval = c(test$conf.int), p_value = test$p.value)
}

interval <- function(test) function(row)
  list(input = unlist(row), interval = c(test(row[[1]], row[[2]], conf.level = row[[3]])$conf.int))

here <- dirname(sub("--file=", "", grep("--file=", commandArgs(), value = TRUE)))
cat(json(list(
  r = R.version.string,
  survival = as.character(packageVersion("survival")),
  script_md5 = unname(tools::md5sum(file.path(here, "reference.R"))),
  samples = lapply(samples, curve),
  log_rank = lapply(compared, log_rank),
  rate_ratio = lapply(rates, rate_ratio),
  poisson = lapply(counts, interval(poisson.test)),
  binomial = lapply(shares, interval(binom.test)))), file = file.path(here, "reference.json"), sep = "\n")
